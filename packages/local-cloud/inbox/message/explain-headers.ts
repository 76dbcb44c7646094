/** What headers are for, by lower-case name. Headers whose name says it are omitted. */
export const explanations: Record<string, string> = {
  'list-unsubscribe': 'Where mail clients send readers who leave, by a link or a mail (RFC 2369).',
  'list-unsubscribe-post':
    'With it the client posts to that address itself when a reader presses its own “Unsubscribe”: nobody is asked again (RFC 8058).',
  'list-id': 'Names the list, so that clients can sort by it (RFC 2919).',
  'list-archive': 'Where earlier mails of this list can be read (RFC 2369).',
  'dkim-signature':
    'The sending domain’s signature over headers (h=) and text (bh=), to be checked by the key that its DNS has under the selector (s=) (RFC 6376).',
  'authentication-results': 'What the receiving server found of SPF, DKIM and DMARC (RFC 8601).',
  'return-path': 'Where bounces go (RFC 5321).',
  'message-id': 'The mail’s own name. SES makes it of the id that it answered the call with.',
  'reply-to': 'Where an answer goes, instead of the sender.',
  'feedback-id': 'By what Gmail’s Postmaster Tools count complaints.',
  'auto-submitted': 'A machine wrote this: out-of-office replies are not sent to it (RFC 3834).',
  precedence: 'An old way to say that a list wrote this.',
  'content-type': 'What the body is; its boundary parts the text from the HTML.',
  'content-transfer-encoding': 'How the body was made to fit lines of ASCII.',
  'content-language': 'The language of the text (RFC 3282).',
  'in-reply-to': 'The mail that this one answers.',
  references: 'The mails before it in the conversation.',
}

/** How a reader can unsubscribe from within the mail client (RFC 8058 §3.1 for one click). */
export const unsubscribeState = (
  headerOf: (name: string) => string | undefined,
): 'one-click' | 'by link or mail' | 'none' => {
  const list = headerOf('list-unsubscribe')
  if (!list) return 'none'
  const isPosted = /^List-Unsubscribe=One-Click$/i.test(headerOf('list-unsubscribe-post')?.trim() ?? '')
  return isPosted && /<https?:/i.test(list) ? 'one-click' : 'by link or mail'
}
