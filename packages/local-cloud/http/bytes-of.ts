import type { IncomingMessage } from 'node:http'

/**
 * Reads a request or an answer to its end. Its events take half the work of its iterator.
 * @throws when the connection breaks before
 */
export const bytesOf = (incoming: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    incoming.once('error', reject)
    incoming.once('close', () => incoming.complete || reject(new Error('the connection was closed')))
  })
