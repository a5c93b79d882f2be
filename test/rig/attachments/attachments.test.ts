import { describe, expect, test, vi } from 'vitest'
import { Attachments } from '../../../rigs/attachments/attachments.ts'
import { EventQueue } from '../../../rigs/attachments/event-queue.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Notice } from '../../../sim/io/notice.ts'
import type { ReaderEvent } from '../../../sim/ports/reader.ts'

const SLOT = { site: 'home', reader: 'front-door', device: 'front-door' }
const CARD: ReaderEvent = { type: 'presented', credential: { kind: 'tag', id: '04 A1 B2 C3' } }

const aReader = () => {
  const events = new EventQueue<ReaderEvent>({ capacity: 8 })
  const reader = {
    name: 'home/front-door',
    device: 'ACS ACR122U',
    events: () => events,
    [Symbol.asyncDispose]: async () => events.close(),
  }
  return { reader, happens: (event: ReaderEvent): void => void events.push(event) }
}

const anEstate = (send: () => void = () => {}) => {
  const commands: string[] = []
  return {
    commands,
    seal: (_site: string, _device: string, text: string): string => `sealed ${text.length}`,
    command(site: string, device: string, content: (id: string) => { readonly name: string }): string {
      send()
      commands.push(`${site}/${device}/${content('1').name}`)
      return '1'
    },
  }
}

describe('attached readers', () => {
  test('reach their device over the bus', async () => {
    const estate = anEstate()
    await using attachments = new Attachments(estate, () => {})
    const { reader, happens } = aReader()
    await attachments.attach(SLOT, 'pcsc', reader)
    happens(CARD)
    await vi.waitFor(() => expect(estate.commands).toEqual(['home/front-door/present']))
    expect(attachments.list()).toMatchObject([{ name: 'ACS ACR122U', state: 'open' }])
  })

  test('that read a card while the broker is gone say so, and go on', async () => {
    let isGone = true
    const estate = anEstate(() => {
      if (isGone) throw new RigError('BROKER_LOST', 'the broker is gone')
    })
    const notices: Notice[] = []
    await using attachments = new Attachments(estate, (notice) => void notices.push(notice))
    const { reader, happens } = aReader()
    await attachments.attach(SLOT, 'pcsc', reader)
    happens(CARD)
    const message = 'home/front-door: a card was read in vain: the broker is gone'
    await vi.waitFor(() => expect(notices).toEqual([{ code: 'BROKER_LOST', message }]))
    isGone = false
    happens(CARD)
    await vi.waitFor(() => expect(estate.commands).toHaveLength(1))
  })

  test('are told of by what happened to them: lost, back', async () => {
    const notices: Notice[] = []
    await using attachments = new Attachments(anEstate(), (notice) => void notices.push(notice))
    const { reader, happens } = aReader()
    await attachments.attach(SLOT, 'pcsc', reader)
    happens({ type: 'lost', code: 'READER_LOST', message: 'home/front-door: unplugged' })
    await vi.waitFor(() => expect(attachments.list()).toMatchObject([{ state: 'lost' }]))
    happens({ type: 'found' })
    await vi.waitFor(() => expect(attachments.list()).toMatchObject([{ state: 'open' }]))
    expect(notices).toEqual([
      { code: 'READER_LOST', message: 'home/front-door: unplugged' },
      { code: 'READER_BACK', message: 'home/front-door: the reader "ACS ACR122U" is back' },
    ])
  })
})
