export type StoredObject = { status: number; headers: Record<string, string>; body: Buffer }

/**
 * Direct access to the S3 emulator's objects, for what AWS does by itself (deployments, CloudFront): neither authorised
 * by a role nor counted.
 */
export const objectStore = (url: string) => {
  const call = async (method: string, bucket: string, path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}/${bucket}${path}`, { method, ...init })
    const body = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body }
  }
  const expect = (what: string, { status, body }: StoredObject) => {
    if (status >= 300) throw new Error(`${what}: ${/<Message>(.*?)</s.exec(body.toString())?.[1] ?? status}`)
    return body
  }
  return {
    get: (bucket: string, key: string): Promise<StoredObject> => call('GET', bucket, pathOf(key)),
    head: (bucket: string, key: string): Promise<StoredObject> => call('HEAD', bucket, pathOf(key)),
    put: async (bucket: string, key: string, body: Buffer, headers: Record<string, string>) => {
      expect(
        `S3.PutObject ${bucket}/${key}`,
        await call('PUT', bucket, pathOf(key), { body: new Uint8Array(body), headers }),
      )
    },
    remove: async (bucket: string, key: string) => {
      expect(`S3.DeleteObject ${bucket}/${key}`, await call('DELETE', bucket, pathOf(key)))
    },
    /** All keys that start with `prefix`. */
    list: async (bucket: string, prefix: string): Promise<string[]> => {
      const keys: string[] = []
      let token: string | undefined
      do {
        const query = new URLSearchParams({
          'list-type': '2',
          prefix,
          ...(token && { 'continuation-token': token }),
        })
        const xml = expect(`S3.ListObjects ${bucket}`, await call('GET', bucket, `?${query}`)).toString()
        for (const [, key = ''] of xml.matchAll(/<Key>(.*?)<\/Key>/gs)) keys.push(unescapeXml(key))
        token = /<NextContinuationToken>(.*?)</s.exec(xml)?.[1]
      } while (token)
      return keys
    },
  }
}

const pathOf = (key: string) => `/${key.split('/').map(encodeURIComponent).join('/')}`

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name]!)
