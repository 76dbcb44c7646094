import { type Html, html } from '../html.ts'

/** Values of which one is chosen, by what they are called; the first is meant without a word. */
export type Choices<Key extends string> = { readonly [Name in Key]: string }

/** What a query chooses; the first where it says nothing that is known. */
export const choiceOf = <Key extends string>(choices: Choices<Key>, value: string | null): Key => {
  const keys = Object.keys(choices) as Key[]
  return keys.find((key) => key === value) ?? keys[0]!
}

export type ChoiceLink = { label: string | Html; href: string; isChosen: boolean; key?: string | undefined }

/** Links of which one is chosen. @param key of a link: what the keyboard calls it */
export const choiceNav = (title: string, links: readonly ChoiceLink[]): Html =>
  html`<nav aria-label="${title}"><span>${title}</span>${links.map(choiceLink)}</nav>`

const choiceLink = ({ label, href, isChosen, key }: ChoiceLink): Html =>
  html`<a href="${href}"${isChosen && html` aria-current="page"`}${key && html` data-key="${key}"`}>${label}</a>`
