import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { placeOf } from '../../rigs/attachments/attach-declared.ts'
import { learnReader } from '../../rigs/attachments/learn-reader.ts'
import { openReader } from '../../rigs/attachments/open-reader.ts'
import { readerAddress } from '../../rigs/control/addresses.ts'
import { localRigClient } from '../../rigs/control/local.ts'
import { openLiveRig } from '../../rigs/open.ts'
import { loadRigFile } from '../../rigs/rig-file/read.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { aPty } from '../helpers/a-pty.ts'
import { hardwareMissing } from './available.ts'

const READER = 'house/fingerprint'
const LINE = { encoding: 'text', prefix: 'FINGER=' } as const

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(`a fingerprint scanner on a serial port${title}`, () => {
  async function aHouse() {
    const folder = await mkdtemp(join(tmpdir(), 'loxrig-fingers-'))
    const scanner = await aPty()
    const notices: Notice[] = []
    const rig = await openLiveRig(loadRigFile('rigs/side-entrances.yaml'), {
      ...{ placement: 'in-process', listen: '127.0.0.1', directory: folder, trusts: true, onStep: () => {} },
      onNotice: (notice) => void notices.push(notice),
    })
    onTestFinished(async () => {
      await rig[Symbol.asyncDispose]()
      await scanner[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    })
    const seen: BusMessage[] = []
    rig.context.estate.observe((message) => void seen.push(message))
    const decided = (count: number) =>
      vi.waitFor(() => {
        const decisions = seen.flatMap((message) => (message.channel === 'decision' ? [message.data] : []))
        expect(decisions).toHaveLength(count)
        return decisions.at(-1)
      }, 10_000)
    return { rig, client: localRigClient(rig.context), scanner, notices, seen, decided }
  }

  test('opens the door of who bears what it tells, and nobody reads on the bus what that is', async () => {
    const { client, scanner, notices, seen, decided } = await aHouse()
    await client.call('user-edit', { site: 'house', user: 'Anna', externalIds: ['right thumb'], app: true })
    const attached = await client.call('attach', { reader: READER, source: 'serial', path: scanner.path, line: LINE })
    expect(attached).toEqual({ reader: READER, source: 'serial', name: scanner.path, feedback: false })
    scanner.say('FINGER=right thumb\r\n')
    expect(await decided(1)).toMatchObject({
      ...{ outcome: 'granted', reader: 'fingerprint', user: { name: 'Anna' }, credential: { kind: 'external' } },
    })
    scanner.say('HELLO\r\nFINGER=23\r\n')
    expect(await decided(2)).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED', user: { name: 'Ben' } })
    expect(notices.map(({ message }) => message)).toEqual([
      `${READER}: a line was not understood: A line does not begin with "FINGER=".`,
    ])
    expect(JSON.stringify(seen)).not.toContain('right thumb')
    expect(seen.filter(({ channel, device }) => channel === 'event' && device === 'fingerprint')).toMatchObject([
      { name: 'external-presented', data: { source: 'serial' } },
      { name: 'external-presented', data: { source: 'serial' } },
    ])
  })

  test('learnt by a finger that is told twice, it opens nothing, and the next finger does', async () => {
    const { rig, scanner, seen, decided } = await aHouse()
    const slot = readerAddress(rig.context.estate.file, READER)
    const source = { kind: 'serial', path: scanner.path } as const
    const readers = [{ kind: 'serial', name: scanner.path, text: scanner.path, source, line: '' } as const]
    const told = {
      withinMs: 60_000,
      signal: new AbortController().signal,
      isTaken: () => false,
      onNotice: () => {},
      onListening: () => {},
    }
    const { reader } = await learnReader(
      placeOf(slot),
      { ...told, lines: { line: LINE } },
      {
        find: async () => [{ kind: 'serial', readers }],
        open: async (place, found, onNotice) => {
          const opened = await openReader(place, found.source, onNotice)
          scanner.say('FINGER=17\r\nFINGER=17\r\n')
          return opened
        },
        ...{ settlesMs: 0, quietMs: 500 },
      },
    )
    await rig.context.attachments.attach(slot, 'serial', reader)
    scanner.say('FINGER=23\r\n')
    expect(await decided(1)).toMatchObject({ outcome: 'denied', user: { name: 'Ben' } })
    expect(seen.filter((each) => each.channel === 'command' && each.name === 'present')).toHaveLength(1)
  })

  test('is the only one that presents there while it is attached; pulled and put back it reads again, and then it is simulated', async () => {
    const { client, scanner, notices, decided } = await aHouse()
    await client.call('attach', { reader: READER, source: 'serial', path: scanner.path, line: LINE })
    await expect(client.call('present', { reader: READER, externalId: 'annas-finger' })).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('has a real reader attached'),
    })
    await scanner.unplug()
    await vi.waitFor(() => expect(notices.map(({ code }) => code)).toEqual(['READER_LOST']), 10_000)
    await scanner.plug()
    await vi.waitFor(() => expect(notices.map(({ code }) => code)).toEqual(['READER_LOST', 'READER_BACK']), 10_000)
    scanner.say('FINGER=17\r\n')
    expect(await decided(1)).toMatchObject({ outcome: 'granted', credential: { name: 'annas-finger' } })
    await client.call('detach', { reader: READER })
    expect(await client.call('present', { reader: READER, externalId: 'annas-finger' })).toMatchObject({
      outcome: 'granted',
    })
  })
})
