import { type Html, html } from '../../http/html.ts'

/** Values to choose from, with their labels. The first is the default. */
export type Choices<Key extends string> = { readonly [Name in Key]: string }

/** The value that a query parameter chooses; the default if it is missing or unknown. */
export const choiceOf = <Key extends string>(choices: Choices<Key>, value: string | null): Key => {
  const keys = Object.keys(choices) as Key[]
  return keys.find((key) => key === value) ?? keys[0]!
}

export type ChoiceLink = { label: string | Html; href: string; isChosen: boolean; key?: string | undefined }

/** Links to choose from, one of them current. */
export const choiceNav = (title: string, links: readonly ChoiceLink[]): Html =>
  html`<nav aria-label="${title}"><span>${title}</span>${links.map(choiceLink)}</nav>`

const choiceLink = ({ label, href, isChosen, key }: ChoiceLink): Html =>
  html`<a href="${href}"${isChosen && html` aria-current="page"`}${key && html` data-key="${key}"`}>${label}</a>`
