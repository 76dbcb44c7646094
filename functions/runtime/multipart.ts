import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/** No form of ours has as many fields or values as long as these limits allow. */
const limits = { fields: 100, parts: 100, fieldNameSize: 100, fieldSize: 10_000 }

/** A file that a form sent. */
export type SentFile = { name: string; bytes: Buffer }

/**
 * The whole body is already in memory, so parsing takes a turn or two of the event loop. For some parts with broken
 * headers the parser reports neither an end nor an error; without this limit we would wait until the timeout.
 */
const afterManyTurns = async () => {
  for (let turn = 0; turn < 50; turn++) await turnOfTheLoop()
}

/**
 * Reads the fields of a multipart/form-data body (RFC 7578). A repeated field becomes an array, as in an urlencoded
 * form (§4.3). Accepts every boundary that RFC 2046 §5.1.1 allows, because mail providers post one-click unsubscribes
 * with boundaries that browsers never use.
 * @param takesFiles a file becomes a {@link SentFile}, the last one of a name counts; otherwise files are ignored
 * @throws an error with `statusCode` 400 when the body does not match its type
 */
export const readMultipart = async (
  contentType: string,
  body: Buffer,
  takesFiles = false,
): Promise<Record<string, unknown>> => {
  // Few requests have a multipart body; the others start faster without the parser.
  const { Busboy } = await import('@fastify/busboy')
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    const fields = new Map<string, string | string[] | SentFile>()
    const reader = new Busboy({ headers: { 'content-type': contentType }, limits })
    reader.on('field', (name, value) => {
      const before = fields.get(name)
      fields.set(name, before === undefined || isFile(before) ? value : [before, value].flat())
    })
    // A truncated part emits its error on its own stream only. Unhandled, it would end the process.
    reader.on('file', (name, file, fileName) => {
      file.on('error', reject)
      if (!takesFiles) return file.resume()
      const parts: Buffer[] = []
      file.on('data', (part: Buffer) => parts.push(part))
      return file.on('end', () => fields.set(name, { name: fileName ?? '', bytes: Buffer.concat(parts) }))
    })
    reader.on('finish', () => resolve(Object.fromEntries(fields)))
    reader.on('error', reject)
    reader.end(body)
    void afterManyTurns().then(() => reject(new Error('The body ends within a part')))
  }).catch((cause) => {
    throw Object.assign(new Error('The multipart body cannot be read', { cause }), { statusCode: 400 })
  })
}

/** Whether a field is a file. */
export const isFile = (field: unknown): field is SentFile =>
  typeof field === 'object' && field !== null && 'bytes' in field && Buffer.isBuffer(field.bytes)
