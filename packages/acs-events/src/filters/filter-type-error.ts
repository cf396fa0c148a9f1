/** A type that no value has. Its parameter is the sentence that the compiler shows to the author. */
export interface FilterTypeError<Message extends string> {
  readonly __filterTypeError: Message;
}
