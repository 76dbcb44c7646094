import { simpleParser } from 'mailparser'
import { words } from './acts.ts'
import { type More, nothingWrong, type Seen } from './seen.ts'

/** Messages whose words are read. */
const read = 10

/** A send that has begun goes out as it was published then. */
export const judgeEdition = async ({ choice, cloud, send }: Seen): Promise<More> => {
  if (!choice.republish) return nothingWrong
  const sent = await cloud.messages(({ tags }) => tags.send === send && tags.language === 'en')
  const texts = await Promise.all(
    sent.slice(-read).map(async ({ raw }) => (await simpleParser(raw)).text ?? ''),
  )
  const isOther = texts.some((text) => text.includes(words.after))
  return {
    ...nothingWrong,
    wrong: isOther ? ['readers got another edition than the one that was frozen'] : [],
  }
}
