import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { html } from '../../../rigs/evidence/page/html.ts'
import { layoutOf } from '../../../rigs/evidence/timeline/layout.ts'
import { timelinePage } from '../../../rigs/evidence/timeline/page.ts'
import { playOf } from '../../../rigs/evidence/timeline/scenes.ts'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { aFailedRun, aRun } from './a-run.ts'

const { records } = await aRun()
const page = timelinePage(records, undefined)

describe('the timeline', () => {
  test('is one file that asks for nothing else', () => {
    expect(page).not.toMatch(/https?:|@import|url\((?!#)|<link|<img|src=/)
    expect(page).toContain("default-src 'none'")
  })

  test('tells every step, and every decision with its reasons in plain language', () => {
    expect(page).toContain('tap blue-card at office/front-door')
    expect(page).toMatch(/Granted <span>Front Door<\/span>/)
    expect(page).toContain('Nobody holds this credential.')
    expect(page).toContain('Refused with <code>NO_DOCUMENT</code>')
    expect(page).toContain('Front Strike, for 3 s')
  })

  test('draws an arrow for each cause, between marks that are there', () => {
    const keys = new Set([...page.matchAll(/<g class="mark [^>]*data-key="([^"]*)"/g)].map(([, key]) => key))
    const arrows = [...page.matchAll(/data-from="([^"]*)" data-to="([^"]*)"/g)]
    expect(arrows.length).toBeGreaterThanOrEqual(6)
    expect(arrows.flatMap(([, from, to]) => [from, to]).filter((key) => !keys.has(key))).toEqual([])
  })

  test('has a picture that is well-formed', () => {
    const [svg = ''] = /<svg[\s\S]*<\/svg>/.exec(page) ?? []
    expect(XMLValidator.validate(svg)).toBe(true)
  })

  test('tells why a run failed, and how to repeat it', async () => {
    const { records: failed, failure } = await aFailedRun()
    const told = timelinePage(failed, failure)
    expect(told).toContain('Expected denied; granted at office/front-door.')
    expect(told).toContain('loxrig run test.yaml --lane virtual --seed 1')
    expect(told).toContain('<strong>Failed</strong>')
  })

  test('draws how long real readers took, each presentation as a bar, and says nothing of simulated ones', () => {
    const [tap] = records.flatMap((record) =>
      record.type === 'message' && record.message.name === 'tap' ? [record.message.id] : [],
    )
    const reading = (command: string, latencyMs: number, reader = 'office/front-door'): TraceRecord => ({
      ...{ type: 'reading', atMs: 0, reader, source: 'pcsc', command, latencyMs },
    })
    const told = timelinePage(
      [...records, reading(tap ?? '', 8), reading('x', 16), reading('y', 12), reading('z', 4, 'home/front-door')],
      undefined,
    )
    const [office = '', home = ''] = [...told.matchAll(/<li><b>[\s\S]*?<\/li>/g)].map(([row]) => row)
    expect(office).toContain('3 read; half within 12 ms, 99 % within 16 ms, all within 16 ms; jitter 6 ms')
    expect([...office.matchAll(/ height="([\d.]+)"><title>/g)].map(([, height]) => Number(height))).toEqual([
      16, 32, 24,
    ])
    expect([...home.matchAll(/ height="([\d.]+)"><title>/g)].map(([, height]) => Number(height))).toEqual([8])
    expect(told).toContain('Somebody holds a tag to the keypad. It took 8 ms from the driver to the bus.')
    expect(told.match(/<text class="latency" y="-13">8 ms<\/text>/g)).toHaveLength(1)
    for (const [svg] of told.matchAll(/<svg[\s\S]*?<\/svg>/g)) expect(XMLValidator.validate(svg)).toBe(true)
    expect(page).not.toContain('Real readers, from')
  })

  test('lets no text of a run become markup', () => {
    const evil = '</script><img src=x onerror=alert(1)>"\'&'
    const altered = JSON.parse(
      JSON.stringify(records).replaceAll('blue-card', '§').replaceAll('Front Door', '§'),
    ) as TraceRecord[]
    const poisoned = withText(altered, '§', evil) as TraceRecord[]
    const shown = timelinePage(poisoned, undefined)
    expect(shown).not.toContain('<img')
    expect(shown).toContain('&#60;img src=x onerror=alert(1)&#62;')
    expect(shown.match(/<script>/g)).toHaveLength(1)
    expect(shown.match(/<\/script>/g)).toHaveLength(1)
  })

  test('shows a run that came to nothing', () => {
    const [run] = records
    expect(timelinePage(run === undefined ? [] : [run], undefined)).toContain('<strong>Incomplete</strong>')
  })
})

describe('layoutOf()', () => {
  const layout = layoutOf(playOf(records))

  test('has a row for each site and each device that something happened at', () => {
    expect(layout.rows.map(({ key }) => key)).toEqual([
      ...['scenario', 'office', 'office/front-door', 'home', 'home/front-door'],
    ])
  })

  test('puts what is later further right, and a night not a thousand times further', () => {
    const xs = layout.marks.map(({ x }) => x)
    const inOrder = layout.marks.toSorted((a, b) => a.mark.atMs - b.mark.atMs)
    expect(xs.length).toBeGreaterThan(8)
    expect(
      inOrder.every(({ mark, x }, at) => mark.atMs === inOrder[at - 1]?.mark.atMs || x > (inOrder[at - 1]?.x ?? 0)),
    ).toBe(true)
    expect(layout.width).toBeLessThan(1500)
  })

  test('draws a pulse from its beginning to its end', () => {
    const [bar] = layout.bars
    expect(bar?.from.mark.face.sentence).toBe('Front Strike is switched on.')
    expect(bar?.toX).toBe(layout.marks.find(({ mark }) => mark.face.glyph === 'off')?.x)
  })
})

test('html`` escapes what is put into it, and nothing twice', () => {
  const inner = html`<b>${'<&>'}</b>`
  expect(html`<p title="${'"x"'}">${inner}${['a', 1, undefined]}</p>`.text).toBe(
    '<p title="&#34;x&#34;"><b>&#60;&#38;&#62;</b>a1</p>',
  )
})

function withText(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.replaceAll(from, to)
  if (Array.isArray(value)) return value.map((each) => withText(each, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withText(each, from, to)]))
}
