/** A text as the body of a MIME part: base64 in lines of at most 76 characters (RFC 2045 §6.8). */
export const base64Lines = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('base64')
    .replace(/.{76}(?!$)/g, '$&\r\n')
