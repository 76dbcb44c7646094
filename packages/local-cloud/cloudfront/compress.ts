import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from '../types.ts'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const compressible = new Set(
  [
    ...['dash+xml', 'eot', 'font', 'font-sfnt', 'javascript', 'json', 'opentype', 'otf', 'pdf', 'pkcs7-mime'],
    ...['protobuf', 'rss+xml', 'truetype', 'ttf', 'vnd.apple.mpegurl', 'vnd.mapbox-vector-tile'],
    ...['vnd.ms-fontobject', 'wasm', 'xhtml+xml', 'xml', 'x-font-opentype', 'x-font-truetype', 'x-font-ttf'],
    ...['x-httpd-cgi', 'x-javascript', 'x-mpegurl', 'x-opentype', 'x-otf', 'x-perl', 'x-ttf'],
  ].map((name) => `application/${name}`),
)
for (const name of ['css', 'csv', 'html', 'js', 'javascript', 'plain', 'richtext', 'tab-separated-values'])
  compressible.add(`text/${name}`)
for (const name of ['x-script', 'x-component', 'x-java-source', 'vnd.fmi.flexstor', 'xml'])
  compressible.add(`text/${name}`)
for (const name of ['font/eot', 'font/opentype', 'font/otf', 'font/ttf', 'image/svg+xml'])
  compressible.add(name)

const smallest = 1000
const largest = 10_000_000

const encoders = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
}

/**
 * Compresses an answer as CloudFront does, Brotli before gzip, if the viewer accepts it and the file type qualifies.
 */
export const compress = async (response: Response, { headers: asked }: Request): Promise<Response> => {
  const body = Buffer.from(response.body)
  const { status, headers } = response
  const type = String(headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  const fits = body.length >= smallest && body.length <= largest && [200, 403, 404].includes(status)
  if (!fits || !compressible.has(type) || headers['content-encoding'] !== undefined) return response
  const vary = [headers.vary, 'Accept-Encoding'].flat().filter(Boolean).join(', ')
  const encoding = (['br', 'gzip'] as const).find((name) => accepts(asked['accept-encoding'] ?? '', name))
  if (!encoding) return { ...response, headers: { ...headers, vary } }
  const etag = headers.etag && { etag: `W/${String(headers.etag).replace(/^W\//, '')}` }
  const encoded = { ...headers, ...etag, vary, 'content-encoding': encoding }
  return { status, headers: encoded, body: await encoders[encoding](body) }
}

const accepts = (header: string, encoding: string) =>
  header.split(',').some((part) => {
    const [name, weight] = part.trim().split(/ *; */)
    return name?.toLowerCase() === encoding && !/^q=0(\.0*)?$/.test(weight ?? '')
  })
