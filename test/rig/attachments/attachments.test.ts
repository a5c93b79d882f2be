import { describe, expect, test, vi } from 'vitest'
import { Attachments } from '../../../rigs/attachments/attachments.ts'
import { EventQueue } from '../../../rigs/attachments/event-queue.ts'
import { showFeedback } from '../../../rigs/attachments/show-feedback.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Notice } from '../../../sim/io/notice.ts'
import type { ReaderEvent } from '../../../sim/ports/reader.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'

const SLOT = { site: 'home', reader: 'front-door', device: 'front-door' }
const BACK = { site: 'home', reader: 'back-door', device: 'back-door' }
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

  test('are at one place each: a card there would open both doors', async () => {
    await using attachments = new Attachments(anEstate(), () => {})
    await attachments.attach(SLOT, 'pcsc', aReader().reader)
    const second = aReader().reader
    await expect(attachments.attach(BACK, 'pcsc', second)).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      message: 'ACS ACR122U is attached at home/front-door; name another reader, or loxrig detach home/front-door',
    })
    expect((await second.events()[Symbol.asyncIterator]().next()).done).toBe(true)
    expect(attachments.list()).toHaveLength(1)
  })

  test('are learnt at one place at a time', async () => {
    await using attachments = new Attachments(anEstate(), () => {})
    const learning = attachments.learning(SLOT)
    expect(() => attachments.learning(BACK)).toThrow(
      'home/back-door: the reader of home/front-door is being learnt; wait for that, or end it with Ctrl-C',
    )
    learning[Symbol.dispose]()
    attachments.learning(BACK)[Symbol.dispose]()
  })

  test('show the feedback that their own device is told to show, until that ends', async () => {
    const shown: string[] = []
    let see: (message: BusMessage) => void = () => {}
    const observe = (hear: typeof see) => {
      see = hear
      return () => {
        see = () => {}
      }
    }
    await using attachments = new Attachments(anEstate(), () => {})
    await attachments.attach(SLOT, 'pcsc', { ...aReader().reader, show: (signal) => void shown.push(signal) })
    await attachments.attach(BACK, 'pcsc', { ...aReader().reader, device: 'OMNIKEY' })
    const end = showFeedback({ observe }, attachments)
    const told = (device: string, signal: 'granted' | 'denied'): void =>
      see({ id: '1', site: 'home', device, timeMs: 0, channel: 'command', name: 'feedback', data: { signal } })
    told('front-door', 'granted')
    told('back-door', 'granted')
    told('side-door', 'granted')
    told('front-door', 'denied')
    end()
    told('front-door', 'granted')
    expect(shown).toEqual(['granted', 'denied'])
  })
})
