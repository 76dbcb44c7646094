/**
 * A name or an address as it stands in a text of the other direction: whatever is at its ends turns nothing around it
 * (UAX #9, §2.4.2: first strong isolate, pop directional isolate). Marks, since subjects and titles hold no tags.
 */
export const isolated = (text: string): string => `\u2068${text}\u2069`
