/**
 * Whether a key belongs to what an input method is composing. Safari ends that before it tells of the Enter that did, which has
 * this number alone to be known by.
 */
export function isComposing({ nativeEvent }: { nativeEvent: KeyboardEvent }): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
