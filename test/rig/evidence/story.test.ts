import { describe, expect, test } from 'vitest'
import { compareStories, printDifference } from '../../../rigs/evidence/compare-stories.ts'
import { type Story, type StoryNode, storyOf } from '../../../rigs/evidence/story.ts'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { aRun } from './a-run.ts'

const { records } = await aRun()
const story = storyOf(records)

describe('storyOf()', () => {
  test('tells for each step what it set off: the tap, what the keypad read, the decision, output and feedback', () => {
    const [tap] = story.steps[0]?.follows['office/front-door'] ?? []
    const [read] = tap?.follows['office/front-door'] ?? []
    const told = read?.follows['office/front-door']?.map(({ kind, name, told }) => [
      kind,
      name,
      told.value ?? told.signal,
    ])
    expect([tap?.name, read?.name]).toEqual(['tap', 'tag-presented'])
    expect(told).toEqual([
      ['state', 'o1', true],
      ['command', 'feedback', 'granted'],
      ['decision', 'Front Door', undefined],
      ['state', 'o1', false],
    ])
  })

  test('tells a refusal with its code, and the end of a pulse where it began', () => {
    expect(story.steps.map(({ outcome, code }) => code ?? outcome)).toEqual([
      ...['done', 'done', 'done', 'done', 'done'],
      'NO_DOCUMENT',
    ])
    expect(story.steps[2]?.follows).toEqual({})
  })

  test('holds no ids and no times', () => {
    const ids = records.flatMap((record) => (record.type === 'message' ? [record.message.id] : []))
    const text = JSON.stringify(story)
    expect(ids.length).toBeGreaterThan(10)
    expect(ids.filter((id) => text.includes(id))).toEqual([])
    expect(text).not.toMatch(/atMs|timeMs|ageMs|uuid|504F94/)
  })

  test('goes by causes, not by what was heard first; without its first cause nothing is told', () => {
    const messages = records.filter((record) => record.type === 'message')
    const [first, ...others] = messages
    const uncaused: TraceRecord[] = [...records].filter((record) => record !== first)
    expect(first).toBeDefined()
    expect(others.length).toBeGreaterThan(0)
    expect(compareStories(story, storyOf(withReceiptsFirst(records)))).toEqual([])
    expect(compareStories(story, storyOf(uncaused))).not.toEqual([])
  })
})

test('that a signal is over belongs to no story: one lane ends before it, another after', () => {
  const begun = records.find((record) => record.type === 'message')
  if (begun === undefined) throw new Error('nothing was said')
  const { message } = begun
  const withLogic = (value: 'on' | 'off'): TraceRecord[] => {
    const data = { output: 'Chime.Q', value, because: '' }
    const notice = { channel: 'notice', name: 'logic', id: `${message.id}-logic`, causedBy: message.id, data } as const
    return records.flatMap((record): TraceRecord[] =>
      record === begun ? [record, { ...begun, message: { ...message, ...notice } }] : [record],
    )
  }
  expect(compareStories(story, storyOf(withLogic('on')))).not.toEqual([])
  expect(compareStories(story, storyOf(withLogic('off')))).toEqual([])
})

describe('compareStories()', () => {
  test('finds no difference in a story and itself', () => {
    expect(compareStories(story, structuredClone(story))).toEqual([])
  })

  test.for<[string, unknown, string]>([
    ['outcome', 'denied', 'outcome is granted on virtual, denied on live'],
    ['reason', 'DENIED', 'reason is ALLOWED on virtual, DENIED on live'],
    ['user', 'Ben', 'user is Anna on virtual, Ben on live'],
    ['credential', { kind: 'tag', name: 'red-card' }, 'credential is {"kind":"tag","name":"blue-card"} on virtual'],
    ['groups', [], 'groups is ["All","Management","Staff"] on virtual, [] on live'],
    ['paths', [], 'paths is [{"effect":"allow","path":"U:Anna","scope":"physical"}] on virtual, [] on live'],
    ['output', 2, 'output is 1 on virtual, 2 on live'],
    ['history', 8, 'history is 3 on virtual, 8 on live'],
    ['effects', [], 'effects is ['],
  ])('sees another %s of a decision', ([field, value, sentence]) => {
    const [difference, ...others] = compareStories(
      story,
      altered(isKind('decision'), (node) => (told(node)[field] = value)),
    )
    expect(others).toEqual([])
    const printed = difference === undefined ? '' : printDifference(difference, ['virtual', 'live'])
    expect(printed).toContain(
      'tap blue-card at office/front-door › command tap at office/front-door › event tag-presented',
    )
    expect(printed).toContain(`decision Front Door at office/front-door: ${sentence}`)
  })

  test.for<[string, (node: StoryNode) => boolean, (node: StoryNode) => void, string]>([
    [
      'another block',
      isKind('decision'),
      (node) => set(node, 'name', 'Side Door'),
      'what happens at office/front-door',
    ],
    [
      'an output that stays off',
      isKind('state'),
      (node) => (told(node).value = false),
      'value is true on virtual, false on live',
    ],
    [
      'another output',
      isKind('state'),
      (node) => set(node, 'name', 'o2'),
      'state o1 true on virtual, state o2 true on live',
    ],
    [
      'another feedback',
      isNamed('feedback'),
      (node) => (told(node).signal = 'denied'),
      'signal is granted on virtual, denied on live',
    ],
    [
      'another source',
      isKind('event'),
      (node) => (told(node).source = 'pcsc'),
      'source is simulated on virtual, pcsc on live',
    ],
    [
      'another event',
      isKind('event'),
      (node) => set(node, 'name', 'bell-pressed'),
      'event tag-presented simulated on virtual',
    ],
    ['nothing that follows', isKind('event'), (node) => set(node, 'follows', {}), 'missing on live'],
    [
      'another order at one device',
      isKind('event'),
      reverse,
      'is command feedback granted on virtual, decision Front Door granted on live',
    ],
    [
      'another device',
      isKind('event'),
      (node) => set(node, 'follows', { 'office/gate': node.follows['office/front-door'] }),
      'what happens at office/gate is missing on virtual',
    ],
  ])('sees %s', ([, find, change, sentence]) => {
    const printed = compareStories(story, altered(find, change)).map((each) =>
      printDifference(each, ['virtual', 'live']),
    )
    expect(printed.join('\n')).toContain(sentence)
  })

  test('sees another outcome of a step, another code, and a step that is missing', () => {
    const other = structuredClone(story) as unknown as { steps: { outcome: string; code?: string }[] }
    const [first, , , , , last] = other.steps
    if (first !== undefined) first.outcome = 'failed'
    if (last !== undefined) last.code = 'FORBIDDEN'
    other.steps.splice(4, 1)
    expect(compareStories(story, other as unknown as Story).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['outcome', 'code', 'the step']),
    )
  })
})

/** The story with one change in the first node that is found. */
function altered(find: (node: StoryNode) => boolean, change: (node: StoryNode) => void): Story {
  const other = structuredClone(story)
  const all = (node: StoryNode): StoryNode[] => [node, ...Object.values(node.follows).flat().flatMap(all)]
  const nodes = other.steps.flatMap((step) => Object.values(step.follows).flat().flatMap(all))
  const node = nodes.find(find)
  if (node === undefined) throw new TypeError('there is no such node')
  change(node)
  return other
}

function isKind(kind: StoryNode['kind']) {
  return (node: StoryNode): boolean => node.kind === kind
}

function isNamed(name: string) {
  return (node: StoryNode): boolean => node.name === name
}

function told(node: StoryNode): Record<string, unknown> {
  return node.told as Record<string, unknown>
}

function set(node: StoryNode, key: keyof StoryNode, value: unknown): void {
  Object.assign(node, { [key]: value })
}

function reverse(node: StoryNode): void {
  for (const list of Object.values(node.follows)) (list as StoryNode[]).reverse()
}

/** As another lane might hear it: receipts before everything else of their instant. */
function withReceiptsFirst(all: readonly TraceRecord[]): TraceRecord[] {
  const isReceipt = (record: TraceRecord): boolean => record.type === 'message' && record.message.channel === 'receipt'
  const [first, ...rest] = all
  return first === undefined ? [] : [first, ...rest.filter(isReceipt), ...rest.filter((record) => !isReceipt(record))]
}
