import { once } from 'node:events'
import { createServer } from 'node:net'
import { Stop } from '../terminal/terminal-io.ts'

/** Said before the build, which takes seconds. @throws Stop when another has the port */
export const insistOnFree = async (port: number) => {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be listened to (${cause.message})`
    const way = 'choose another by --port, of which the four after it are free, too'
    throw new Stop(`Port ${port} ${why}: ${way}`, { cause })
  })
  server.close()
  await once(server, 'close')
}
