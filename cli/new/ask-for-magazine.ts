import { basename } from 'node:path'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { usualAccent } from './brand.ts'
import type { Cadence, Magazine } from './publication-yaml.ts'
import { type ReadAnswer, readAnswers } from './read-answers.ts'
import {
  idOf,
  taglineOf,
  titled,
  usualCadence,
  usualLanguages,
  usualPostalAddress,
  zoneHere,
} from './usual-answers.ts'

/** What may be said by flags; what is not is asked for. */
export type Said = Partial<Record<keyof typeof readAnswers, string>> & { yes?: boolean }

/**
 * Asks for all that was not said, each thing until the answer can be.
 * @param folder what the magazine is called after, if nothing else is said
 * @throws Stop with everything that is wrong with what was said by flags, before anything is asked
 */
export const askForMagazine = async (io: TerminalIo, folder: string, said: Said): Promise<Magazine> => {
  refuseWrongFlags(said)
  const get = async <Key extends keyof typeof readAnswers>(key: Key, question: string, guess: string) => {
    const read = readAnswers[key] as (text: string) => ReadAnswer<ValueOf<Key>>
    for (;;) {
      const text = said[key] ?? (said.yes ? guess : (await io.ask(`${question} [${guess}]`)).trim() || guess)
      const answer = read(text)
      if (answer.reason === undefined) return answer.value
      if (said.yes) throw new Stop(answer.reason)
      io.complain(io.style('red', answer.reason))
    }
  }
  const name = await get('name', 'What is it called?', titled(basename(folder)))
  const id = idOf(name)
  const languages = await get(
    'languages',
    'In which languages? (en, or en,fr; the original first)',
    usualLanguages,
  )
  const guess = taglineOf(name, languages[0]!)
  const tagline = await get('tagline', 'One line under its name?', guess)
  const site = await get('site', 'Where will it be read?', `https://${id}.example.org`)
  const { hostname } = new URL(site)
  return {
    id,
    name,
    languages,
    taglines: Object.fromEntries(
      languages.map((language) => [language, tagline === guess ? taglineOf(name, language) : tagline]),
    ),
    site,
    sender: await get('sender', 'Which address does its mail come from?', `hello@${hostname}`),
    editors: `editors@${hostname}`,
    postalAddress: await get('postalAddress', 'The publisher’s postal address?', usualPostalAddress),
    timeZone: await get('timeZone', 'In which time zone?', zoneHere()),
    cadence: (await get('cadence', 'How often? (weekly, monthly, quarterly)', usualCadence)) as Cadence,
    accent: await get('accent', 'In which colour?', usualAccent),
  }
}

type ValueOf<Key extends keyof typeof readAnswers> = Extract<
  ReturnType<(typeof readAnswers)[Key]>,
  { value: unknown }
>['value']

const refuseWrongFlags = (said: Said): void => {
  const reasons = Object.entries(readAnswers).flatMap(([key, read]) => {
    const text = said[key as keyof typeof readAnswers]
    return text === undefined ? [] : (read(text).reason ?? [])
  })
  if (reasons.length > 0) throw new Stop(reasons.join('\n'))
}
