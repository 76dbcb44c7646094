const answer =
  /^(?:<\?xml[^<>]*\?>)?\s*<SendRawEmailResponse(?: xmlns="[^"<>]*")?>\s*<SendRawEmailResult>\s*<MessageId>([\w.@-]{1,200})<\/MessageId>\s*<\/SendRawEmailResult>\s*(?:<ResponseMetadata>\s*<RequestId>[\w-]*<\/RequestId>\s*<\/ResponseMetadata>\s*)?<\/SendRawEmailResponse>\s*$/

/**
 * The id in SES's answer to `SendRawEmail`, read without building a tree of it.
 * @returns undefined when the answer is anything but the one that the API Reference shows
 */
export const messageIdIn = (body: string): string | undefined => answer.exec(body)?.[1]
