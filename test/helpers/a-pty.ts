import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FarEnd } from './fake-cable.ts'

/** A real tty of the kernel, made by socat: a pseudo-terminal with something of ours at its other end. */
export interface Pty extends AsyncDisposable {
  /** The device file, a link to the pseudo-terminal. */
  path: string
  /** Bytes from the other end that nothing was asked for. */
  say(text: string): void
  unplug(): Promise<void>
  /** @param name of the device file, which is another one perhaps */
  plug(name?: string): Promise<void>
}

/** @param farEnd made anew each time the cable is plugged in, as with power; without one nothing is answered */
export async function aPty(farEnd: () => FarEnd = SILENT): Promise<Pty> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-pty-'))
  const path = join(folder, 'ttyUSB0')
  let current: Socket | undefined
  const server = createServer((socket) => {
    const end = farEnd()
    current = socket
    socket.on('data', (bytes) => socket.write(Uint8Array.from(end.hear([...bytes]))))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  let cable = await pluggedIn(path, server)
  const unplug = () => pulledOut(cable)
  const pty: Pty = {
    path,
    say: (text) => void current?.write(text, 'latin1'),
    unplug,
    async plug(name) {
      if (name !== undefined) pty.path = join(folder, name)
      cable = await pluggedIn(pty.path, server)
    },
    async [Symbol.asyncDispose]() {
      await unplug()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return pty
}

const SILENT = (): FarEnd => ({ hear: () => [] })

/** The device file is there a moment before its echo is off; that socat connects says that it is done with it. */
async function pluggedIn(path: string, server: Server) {
  const { port } = server.address() as AddressInfo
  const connected = once(server, 'connection').then(() => 'connected')
  const cable = spawn('socat', [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port},nodelay`], { stdio: 'ignore' })
  const ended = once(cable, 'exit').then(([code]) => `socat ended with ${code}`)
  const outcome = await Promise.race([connected, ended])
  if (outcome !== 'connected') throw new Error(outcome)
  return cable
}

async function pulledOut(cable: ReturnType<typeof spawn>): Promise<void> {
  if (cable.exitCode !== null || cable.signalCode !== null) return
  const ended = once(cable, 'exit')
  cable.kill()
  await ended
}
