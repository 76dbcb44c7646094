/** What fonts have no outlines for, and addresses no letters. */
export const withoutEmoji = (text: string): string =>
  text.replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{FE0F}\u{200D}]/gu, '').trim()
