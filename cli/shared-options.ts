import { InvalidArgumentError } from 'commander'
import type { MastheadCommand } from './command.ts'
import type { TerminalIo } from './terminal/terminal-io.ts'

export const publicationOption = [
  '--publication <file>',
  'the publication (default: publication.yaml above DIR)',
] as const
export const apiOption = ['--api <url>', 'where the service is'] as const
export const ownZonesOption = [
  '--own-zones',
  'the time is local: each reader gets it then by their own clock',
] as const

/** Runs a command's work; its number is the exit code. */
export type Finish = (work: Promise<number>) => Promise<void>

/** Adds a command, or several that are one, to the program: what it is for, its options, and what it does. */
export type Declare = (program: MastheadCommand, io: TerminalIo, finish: Finish) => unknown

export const region = (text: string): string => {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text
  throw new InvalidArgumentError('Write a region such as eu-west-1.')
}

export const port = (text: string): number => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= 65_535) return value
  throw new InvalidArgumentError('Write a port, 0 to 65535.')
}

export const origin = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin
  throw new InvalidArgumentError('Write an origin such as https://example.org, without a path.')
}

/** Collects `field=value`, by field: the same field twice is either. */
export const answer = (text: string, before: Map<string, string[]> = new Map()): Map<string, string[]> => {
  const at = text.indexOf('=')
  const [field, value] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || !value) throw new InvalidArgumentError('Write field=value, such as role=student.')
  return before.set(field, [...(before.get(field) ?? []), value])
}
