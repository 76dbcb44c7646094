import { readFolder } from '../cli/local-content/read-folder.ts'
import { renderDigest } from '../emails/digest.ts'
import { withoutMarks } from '../emails/slots.ts'
import { digestProps } from '../functions/edition/digest/build-digest-props.ts'
import { imagesOf } from '../functions/edition/model/images.ts'
import { readIssue } from '../functions/issue/read-issue.ts'
import { catalogues } from '../functions/publication/words/catalogues.ts'
import { dayInWords } from '../functions/publication/words/date.ts'
import { wordsOf } from '../functions/publication/words.ts'
import { compileMails } from '../functions/subscription/mails/compile-mails.ts'
import { aPublication } from './builders.ts'
import { publication, siteUrl } from './unit/sending/real-digests.ts'

/** A publication in one language. Its own names are English in each: what is in question is the mail around them. */
const publicationIn = (language: string) =>
  aPublication({
    languages: [language],
    names: { [language]: 'Matrix' },
    taglines: { [language]: 'Four letters a year' },
    publisher: { [language]: 'The Institute' },
    sender: { name: { [language]: 'Matrix' }, address: 'matrix@news.example.org' },
    postalAddress: { [language]: '5 Some Street, Beijing' },
    topics: [],
  })

/** Every mail that readers get, in each language with words, with all that a digest may have, by what it is. */
export const everyMail = async (): Promise<[string, string][]> => {
  const files = await readFolder('content/issues/matrix-64')
  const read = readIssue({ id: 'matrix-64', files, publication })
  if (read.outcome !== 'read') throw new Error('The sample issue is refused')
  const props = digestProps({ issue: read.issue, publication, language: 'en', siteUrl }, imagesOf(read.issue))
  const bare = { src: `${siteUrl}/a.jpg`, width: 1200, height: 600, alt: '' }
  const digests = Object.keys(catalogues).map(async (language): Promise<[string, string]> => {
    const { digest, forms } = wordsOf(language)
    const { html } = await renderDigest({
      ...props,
      language,
      lead: { ...props.lead!, image: bare },
      sections: props.sections.map((section, at) => ({
        ...section,
        ...(at === 0 && { more: 3 }),
        groups: section.groups.map((group) => ({
          ...group,
          articles: group.articles.map((one, index) => ({
            ...one,
            ...(one.kind === 'feature' && index % 2 === 0 && { image: bare }),
            ...(one.kind === 'brief' && { host: 'github.com' }),
          })),
        })),
      })),
      letter: {
        paragraphs: [[{ text: 'Dear reader, ' }, { text: 'look', url: siteUrl }]],
        name: 'Ada',
        portrait: bare,
      },
      greeting: 'Ada,',
      notes: { welcome: digest.welcome('Matrix'), test: digest.test, correction: digest.correction },
      rating: { ...forms.rating, url: `${siteUrl}/r?t=x` },
      ending: {
        forward: 'mailto:?subject=S&body=B',
        languages: ['ar', 'zh-CN'].map((one) => ({ language: one, name: wordsOf(one).name, url: siteUrl })),
        next: digest.next(dayInWords('2023-04-10', language)),
      },
      words: { ...digest, why: digest.why('Matrix') },
    })
    return [`digest ${language}`, withoutMarks(html)]
  })
  const letters = Object.keys(catalogues).map(async (language) => {
    const mails = await compileMails(publicationIn(language))
    return Object.entries(mails[language]!).map(([kind, { html }]): [string, string] => [
      `${kind} ${language}`,
      html.map((piece) => (typeof piece === 'string' ? piece : `${siteUrl}/`)).join(''),
    ])
  })
  return [...(await Promise.all(digests)), ...(await Promise.all(letters)).flat()]
}
