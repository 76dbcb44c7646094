import { json } from 'node:stream/consumers'
import { openApiOf } from '../../functions/api/operations/document.ts'
import { Publication } from '../../functions/publication/publication.ts'

// Run by the bundler, so that no function holds what makes the document: reads the publication and Masthead's version as JSON
// from standard input, and writes the OpenAPI document to standard output.
const { publication, version } = (await json(process.stdin)) as { publication: unknown; version: string }
process.stdout.write(JSON.stringify(openApiOf(Publication.parse(publication), version)))
