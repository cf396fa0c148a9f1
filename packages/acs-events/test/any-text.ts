import fc from "fast-check";

const surrogates = { from: 0xd800, count: 0x800 };
const anyCodePoint = fc
  .nat({ max: 0x10ffff - surrogates.count })
  .map((one) => String.fromCodePoint(one < surrogates.from ? one : one + surrogates.count));

/**
 * Texts of any code points, and texts of ASCII with the names that every object has. The unit "binary" of fast-check
 * says the first, and takes a second in each worker to tell which texts it can make.
 */
export function anyText(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.oneof(fc.string({ ...constraints, unit: anyCodePoint }), fc.string(constraints));
}
