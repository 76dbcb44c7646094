import type { Language, Localized } from '../publication/language.ts'
import { lacksText } from '../publication/plain-texts.ts'
import type { Publication } from '../publication/publication.ts'
import type { IssueYaml } from './issue-yaml.ts'
import type { Problems } from './problems.ts'
import { muteAlt, saysNothing } from './says-nothing.ts'
import type { PartlyRead, YamlFile } from './yaml.ts'

const file = 'issue.yaml'

/**
 * The issue's languages. If the key is wrong, only those that are certain, so that no files are reported missing for
 * the others.
 */
export const languagesOf = (
  { value: { languages }, isDoubtful }: PartlyRead<IssueYaml>,
  publication: Publication,
): readonly Language[] => {
  if (!isDoubtful(['languages'])) return languages ?? publication.languages
  const sure = languages?.filter((language) => publication.languages.includes(language)) ?? []
  return sure.length > 0 ? sure : publication.languages.slice(0, 1)
}

/** Checks that the issue uses only languages of the publication, each once. It need not use all. */
export const checkLanguages = (
  { value: { languages = [] }, placeOf }: YamlFile<IssueYaml>,
  publication: Publication,
  problems: Problems,
) => {
  languages.forEach((language, at) => {
    const line = placeOf(['languages', at])
    if (language === '') return
    if (!publication.languages.includes(language))
      problems.add(file, `the publication has no language ${language}`, line)
    if (languages.indexOf(language) < at) problems.add(file, `languages has ${language} twice`, line)
  })
}

/** Checks that every text for readers exists in each of the issue's languages. */
export const checkTexts = (
  { value, placeOf, isDoubtful }: PartlyRead<IssueYaml>,
  languages: readonly Language[],
  problems: Problems,
) => {
  const check = (path: PropertyKey[], texts: object | undefined, has: (language: Language) => unknown) => {
    for (const language of isDoubtful(path) ? [] : languages) {
      if (has(language)) continue
      problems.add(file, `${path.join('.')} ${lacksText(texts, language, languages)}`, placeOf(path))
    }
  }
  const checkText = (path: PropertyKey[], text: Localized | undefined) => {
    if (text) check(path, text, (language) => text[language]?.trim())
  }
  const checkAlt = (path: PropertyKey[], alts: Localized = {}) => {
    for (const language of languages)
      if (saysNothing(alts[language] ?? ''))
        problems.add(file, `${path.join('.')} ${muteAlt(alts[language]!)}`, placeOf(path))
  }
  checkText(['title'], value.title)
  checkText(['period'], value.period)
  checkText(['cover', 'alt'], value.cover.alt)
  checkAlt(['cover', 'alt'], value.cover.alt)
  const { lines } = value.cover
  if (lines) check(['cover', 'lines'], lines, (language) => lines[language]?.every((line) => line.trim()))
  value.sections.forEach(({ title, tagline, image, alt, subsections }, at) => {
    checkText(['sections', at, 'title'], title)
    checkText(['sections', at, 'tagline'], tagline)
    // The text of an ornament is empty, but must be given.
    if (image) check(['sections', at, 'alt'], alt, (language) => alt?.[language] !== undefined)
    checkAlt(['sections', at, 'alt'], alt)
    subsections.forEach(({ title }, sub) => {
      checkText(['sections', at, 'subsections', sub, 'title'], title)
    })
  })
}

export const checkTopics = (
  { value, placeOf }: YamlFile<IssueYaml>,
  { topics }: Publication,
  problems: Problems,
) => {
  const seen = new Set<string>()
  value.sections.forEach(({ topic }, at) => {
    if (topic === undefined) return
    const line = placeOf(['sections', at, 'topic'])
    if (!topics.some(({ id }) => id === topic))
      problems.add(file, `the publication has no topic "${topic}"`, line)
    if (seen.has(topic)) problems.add(file, `the topic "${topic}" has two sections`, line)
    seen.add(topic)
  })
}
