import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { IssueFile } from './issue.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')

/** What an upload consists of. Files lie under the names of their hashes; the manifest comes last and names them. */
export const Manifest = z.strictObject({
  issue: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  files: z.record(z.string().min(1).max(500), Sha256),
})
export type Manifest = z.infer<typeof Manifest>

/** @param bytes anything; @returns its SHA-256 in hex */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

export const manifestOf = (issue: string, files: IssueFile[]): Manifest => ({
  issue,
  files: Object.fromEntries(files.map(({ path, bytes }) => [path, sha256(bytes)])),
})

/** The manifest as it is stored: the same text for the same files, whatever their order. */
export const manifestJson = ({ issue, files }: Manifest): string => {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify({ issue, files: Object.fromEntries(sorted) })
}

/** The hash of a manifest, which names one state of an issue's folder. */
export const manifestHash = (manifest: Manifest): string => sha256(manifestJson(manifest))

/** Where an upload lies in the content bucket. */
export const blobKey = (hash: string): string => `blobs/${hash}`
export const manifestKey = (issue: string): string => `issues/${issue}/manifest.json`
