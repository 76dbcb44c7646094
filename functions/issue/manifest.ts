import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { IssueFile } from './issue.ts'

/**
 * An issue's id, which is the name of its folder. At most 50 characters: with a purpose it names a schedule, which may
 * have 64.
 */
export const issueId = /^[a-z0-9][a-z0-9-]{0,49}$/

/** A normalised path inside a folder; it cannot lead out of it. */
const path = z
  .string()
  .max(500, 'is longer than 500 characters')
  .refine(
    (name) =>
      !/[\p{Cc}\p{Cs}\\]/u.test(name) && name.split('/').every((part) => !['', '.', '..'].includes(part)),
    'is not a path inside the issue’s folder',
  )

/**
 * Room for 600 articles in four languages and their images. Each file is read again on every publishing and gets an
 * upload address of its own, and the response with all of these must stay below Lambda's limit (6 MB).
 */
export const mostFiles = 2_500

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')

/** The contents of an upload. Files are stored under their hashes; the manifest arrives last and lists them. */
export const Manifest = z.strictObject({
  issue: z
    .string('is not the id of an issue')
    .regex(issueId, 'is not the id of an issue')
    .meta({ description: 'As the address names it.', example: 'tidelines-7' }),
  files: z
    .record(path, Sha256, 'is not an object of paths and hashes')
    .refine(
      (files) => Object.keys(files).length <= mostFiles,
      `are more than ${mostFiles}: leave out what is not used`,
    )
    .meta({
      title: 'SHA-256 in hex, by path',
      description: 'Every file of the folder.',
      example: { 'issue.yaml': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    }),
})
export type Manifest = z.infer<typeof Manifest>

/** Replaces a manifest when the issue is to be taken down. `gone` is unique to each such request. */
export const GoneManifest = z.strictObject({ issue: Manifest.shape.issue, gone: z.string().min(1) })
export type GoneManifest = z.infer<typeof GoneManifest>
export const goneManifestJson = ({ issue, gone }: GoneManifest): string => JSON.stringify({ issue, gone })

/** @returns the SHA-256 in hex */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export const manifestOf = (issue: string, files: IssueFile[]): Manifest => ({
  issue,
  files: Object.fromEntries(files.map(({ path, bytes }) => [path, sha256(bytes)])),
})

/** The manifest as stored: the same text for the same files, whatever their order. */
export const manifestJson = ({ issue, files }: Manifest): string => {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify({ issue, files: Object.fromEntries(sorted) })
}

/** The hash of a manifest, which identifies one state of an issue's folder. */
export const manifestHash = (manifest: Manifest): string => sha256(manifestJson(manifest))

/** Keys of uploads in the content bucket. */
export const blobKey = (hash: string): string => `blobs/${hash}`
export const manifestKey = (issue: string): string => `issues/${issue}/manifest.json`

/**
 * Reads what is stored under a manifest's key: a manifest of this issue, a request to take it down, or neither.
 * @returns `hash`, which identifies this state of the issue's folder
 */
export const readManifest = (
  bytes: Uint8Array | string,
  issue: string,
): { hash: string; manifest?: Manifest; isGone?: boolean } => {
  const value = parse(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes))
  const read = Manifest.safeParse(value)
  if (read.success && read.data.issue === issue) return { hash: manifestHash(read.data), manifest: read.data }
  return { hash: sha256(bytes), isGone: GoneManifest.safeParse(value).data?.issue === issue }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
