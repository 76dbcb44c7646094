/** ms. Longer than 4 MB take anywhere. */
const patience = 20_000

/** Puts a file where the API said, for a browser that runs no script. @throws when it does not get there */
export const createUploadFile =
  (fetch: typeof globalThis.fetch = globalThis.fetch) =>
  async (to: string, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<void> => {
    const answer = await fetch(to, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    if (!answer.ok) throw new Error(`The file was not taken: ${answer.status}`)
  }
export type UploadFile = ReturnType<typeof createUploadFile>
