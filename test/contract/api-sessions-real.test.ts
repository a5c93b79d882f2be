import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { WebSocket } from 'ws'
import { openApiServer } from '../../sim/io/api-server.ts'
import { listen } from '../../sim/io/listen.ts'
import { LiveClock } from '../../sim/io/live-clock.ts'
import { rsaKeys } from '../../sim/io/rsa-keys.ts'
import { describeApiSessions } from './api-sessions.ts'

/** First two bytes of a header (docs/miniserver-protocol.md §1.6), and what it announces. */
const ANNOUNCED: Readonly<Record<string, string>> = { '0300': 'reply', '0302': 'states', '0303': 'states' }

describeApiSessions('the API over WebSocket', async () => {
  const clock = new LiveClock()
  const opened: string[] = []
  const asked: { session: string; request: number }[] = []
  const sockets: WebSocket[] = []
  const sessions = openApiServer({
    receive: (input) => {
      if (input.type === 'api-opened') opened.push(input.session)
      if (input.type === 'api-command') asked.push(input)
    },
    isRunning: () => true,
    clock: clock.clock('home'),
    rsaKeys: rsaKeys(tmpdir(), '504F94A00001'),
  })
  const listener = createServer((socket) => sessions.serve(socket, 'internal'))
  const port = await listen(listener, { host: '127.0.0.1', port: 0, maxPortTries: 1 })

  /** A ping comes back after everything that was said before it; a closed socket has heard it all. */
  const roundTrip = async (socket: WebSocket): Promise<void> => {
    if (socket.readyState === WebSocket.CLOSED) return
    const done = Promise.race([once(socket, 'pong'), once(socket, 'close')])
    if (socket.readyState === WebSocket.OPEN) socket.ping()
    await done
  }
  return {
    sessions,
    async connect() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/rfc6455`, ['remotecontrol'])
      sockets.push(socket)
      const heard: string[] = []
      socket.on('message', (data: Buffer) => {
        const kind = ANNOUNCED[data.subarray(0, 2).toString('hex')]
        if (data.length === 8 && kind !== undefined) heard.push(kind)
      })
      socket.on('close', (code) => heard.push(`closed ${code}`))
      await once(socket, 'open')
      const session = opened.at(-1) ?? ''
      return {
        session,
        heard,
        async ask() {
          const before = asked.length
          socket.send('jdev/cfg/api')
          await roundTrip(socket)
          return asked.slice(before).find((one) => one.session === session)?.request ?? -1
        },
      }
    },
    async settled() {
      for (const socket of sockets) await roundTrip(socket)
    },
    async dispose() {
      listener.close()
      await sessions[Symbol.asyncDispose]()
      clock.stop()
    },
  }
})
