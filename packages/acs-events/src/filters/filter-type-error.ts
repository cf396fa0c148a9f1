/** A type that nothing has: what stands in its parameter is the sentence that the compiler shows to the author. */
export interface FilterTypeError<Message extends string> {
  readonly __filterTypeError: Message;
}
