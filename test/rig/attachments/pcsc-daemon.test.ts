import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { pcscdAt } from '../../../rigs/attachments/pcsc-daemon.ts'

describe.skipIf(process.platform !== 'linux')('the PC/SC daemon at a socket', () => {
  let folder: string
  let address: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loxrig-socket-'))
    address = join(folder, 'run', 'pcscd.comm')
  })

  afterEach(() => rm(folder, { recursive: true }))

  const listen = async (serve: (socket: Socket) => void, backlog?: number): Promise<Server> => {
    await mkdir(dirname(address), { recursive: true })
    const server = createServer(serve).listen({ path: address, backlog })
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return server
  }

  test('answers when it answers the question for its version', async () => {
    const asked: Buffer[] = []
    await listen((socket) => {
      socket.on('data', (chunk) => {
        asked.push(chunk)
        socket.write(Buffer.alloc(12))
      })
    })
    expect(await pcscdAt(address).answers()).toBe(true)
    expect(Buffer.concat(asked).toString('hex')).toBe('0c00000011000000040000000400000000000000')
  })

  test('answers all who ask at once, more than it has room for to wait, as pcscd has room for two', async () => {
    await listen((socket) => void socket.on('data', () => socket.write(Buffer.alloc(12))), 1)
    const asked = Array.from({ length: 12 }, () => pcscdAt(address).answers())
    expect(await Promise.all(asked)).toEqual(asked.map(() => true))
  })

  test('does not answer when nobody listens, the socket is left over, or the connection is closed', async () => {
    expect(await pcscdAt(address).answers()).toBe(false)

    await mkdir(dirname(address))
    await writeFile(address, '')
    expect(await pcscdAt(address).answers()).toBe(false)
    await rm(address)

    await listen((socket) => void socket.destroy())
    expect(await pcscdAt(address).answers()).toBe(false)
  })

  test('says when its socket comes, and when its folder comes first', async () => {
    using folderComes = pcscdAt(address).watch()
    await mkdir(dirname(address))
    await folderComes.changed

    using socketComes = pcscdAt(address).watch()
    await listen(() => {})
    await socketComes.changed
  })
})
