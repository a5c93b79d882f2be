import { describe, expect, test } from 'vitest'
import { PLAIN } from '../../../../rigs/cli/paint.ts'
import { renderEvent, typeOf } from '../../../../rigs/cli/render/event-line.ts'
import { checkDevice, passes, siteOf } from '../../../../rigs/cli/verbs/watch.ts'
import type { BusMessage } from '../../../../sim/protocol/bus/message.ts'
import { aCard } from '../a-card.ts'

const at = { id: '1', site: 'home', device: 'front-door', timeMs: Date.UTC(2026, 10, 21, 17, 0, 0, 120) }

const presented: BusMessage = {
  ...at,
  channel: 'event',
  name: 'tag-presented',
  data: { ageMs: 0, source: 'simulated', sealed: 'SEALED' },
}
const output: BusMessage = { ...at, channel: 'state', name: 'o1', data: { value: true } }

describe('renderEvent()', () => {
  test('says when, where and what, in columns, and nothing that is sealed', () => {
    expect(renderEvent(presented, PLAIN)).toBe(
      '17:00:00.120Z  home/front-door         event/tag-presented       simulated',
    )
  })

  test.for<[string, BusMessage]>([
    ['home/front-door         state/o1                  true', output],
    ['home/front-door         $state                    ready', { ...at, channel: '$state', data: 'ready' }],
    ['home/front-door         receipt                   for e1', { ...at, channel: 'receipt', data: { event: 'e1' } }],
    [
      'home/front-door         command/feedback          denied',
      { ...at, channel: 'command', name: 'feedback', data: { signal: 'denied' } },
    ],
    [
      'rig                     $clock                    5 ms ahead',
      { ...at, site: '', device: '', channel: '$clock', data: { reading: 1, monotonicOffsetMs: 5, wallOffsetMs: {} } },
    ],
  ])('%s', ([line, message]) => {
    expect(renderEvent(message, PLAIN)).toBe(`17:00:00.120Z  ${line}`)
  })
})

describe('passes()', () => {
  test('lets everything through without a filter', () => {
    expect([presented, output].every((message) => passes(message, {}))).toBe(true)
  })

  test.for<[string, Parameters<typeof passes>[1], boolean, boolean]>([
    ['the site', { site: ['home'] }, true, true],
    ['another site', { site: ['office'] }, false, false],
    ['the device by its name', { device: ['front-door'] }, true, true],
    ['the device with its site, in capitals', { device: ['Home/Front-Door'] }, true, true],
    ['a channel', { type: ['event'] }, true, false],
    ['a name', { type: ['o1'] }, false, true],
    ['channel and name', { type: ['event/tag-presented'] }, true, false],
    ['one of two types', { type: ['decision', 'state/o1'] }, false, true],
    ['type and another site', { type: ['event'], site: ['office'] }, false, false],
  ])('asks for %s', ([, filter, hasEvent, hasState]) => {
    expect([passes(presented, filter), passes(output, filter)]).toEqual([hasEvent, hasState])
  })

  test('knows types as they are shown', () => {
    expect([presented, output].map(typeOf)).toEqual(['event/tag-presented', 'state/o1'])
  })
})

describe('siteOf()', () => {
  const card = aCard()

  test.for(['office', 'Office', ' 504f94a00001 '])('finds the site that is called "%s"', (named) => {
    expect(siteOf(card, named)).toBe('office')
  })

  test('says of a site that is not there which there are', () => {
    expect(() => siteOf(card, 'ofice')).toThrow('no site ofice in rig two-sites. Did you mean "office"?')
  })
})

describe('checkDevice()', () => {
  test.for(['front-door', 'office/front-door', 'Office/Gate', 'miniserver'])('lets "%s" pass', (named) => {
    expect(() => checkDevice(aCard(), named)).not.toThrow()
  })

  test.for(['front-dor', 'office/frnt-door', 'home/front-door'])('says of "%s" that it is not there', (named) => {
    expect(() => checkDevice(aCard(), named)).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: expect.stringMatching(/rig two-sites\. Did you mean ".*front-door"/),
      }),
    )
  })
})
