import type { IssueAnswer, Uploads } from '../../functions/api/answers/issues.ts'
import { manifestKey } from '../../functions/issue/manifest.ts'
import { createClient } from '../service/client.ts'
import { isLoopback, type Service } from '../service/service.ts'
import type { PublishedIssues } from './published-issues.ts'
import { upload } from './upload.ts'

/** Publishes through the admins' API, as the editor who has signed in. Files go to URLs that it signs. */
export const issuesByApi = (service: Service): PublishedIssues => {
  const client = createClient(service)
  return {
    site: service.site,
    isLocal: isLoopback(service.api),
    of: async (id) => {
      const reply = await client.get<IssueAnswer>(`/api/issues/${id}`)
      return reply.outcome === 'done' ? reply.value : {}
    },
    upload: async (manifest, files, onProgress) => {
      const reply = await client.post<Uploads>(`/api/issues/${manifest.issue}/uploads`, manifest)
      if (reply.outcome === 'refused') return reply
      const addresses = new Map(reply.value.uploads.map(({ key, url }) => [key, url]))
      addresses.set(manifestKey(manifest.issue), reply.value.manifest.url)
      const put = async (key: string, bytes: Uint8Array | string) => {
        const url = addresses.get(key)
        if (!url) throw new Error(`The service gave no address for ${key}`)
        await client.put(url, bytes)
      }
      await upload(put, files, manifest, onProgress)
      return { outcome: 'uploaded' }
    },
  }
}
