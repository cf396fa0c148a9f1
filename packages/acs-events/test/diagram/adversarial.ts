/** Names that try to end a label, draw something, run a script, or be read as another language. */
export const adversarialNames: readonly string[] = [
  'a"]; x --> y',
  "`code` **bold** __it__ [link](https://evil.example)",
  "#35;#quot;#",
  '<script>alert(1)</script><img src=x onerror="alert(2)">',
  "&lt;script&gt;alert(3)&amp;",
  "]]>--><!-- <![CDATA[",
  'a\\N\\G\\l\\"b\\',
  "end\nsubgraph evil\u2028click s0 call alert(4)",
  "%%{init: {}}%% fa:fa-camera 1. one",
  "日本語 é 😀 \u202e\u0000\u0007 \ud800",
  "' onload='alert(5)",
  "<b",
  "",
];
