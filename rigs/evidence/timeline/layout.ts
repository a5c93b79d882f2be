import { durationInWords } from '../plain-words.ts'
import type { TraceSite } from '../trace.ts'
import type { Mark, Play, Scene } from './scenes.ts'

/** Where everything of the timeline is, in pixels. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly rows: readonly Row[]
  readonly scenes: readonly PlacedScene[]
  readonly marks: readonly PlacedMark[]
  readonly bars: readonly Bar[]
}

export interface Row {
  readonly key: string
  readonly label: string
  readonly kind: 'scenario' | 'site' | 'device'
  readonly y: number
}

export interface PlacedScene {
  readonly scene: Scene
  readonly x: number
  readonly width: number
  /** How much time passes in it, where that is what it is for. */
  readonly passing?: string
}

export interface PlacedMark {
  readonly mark: Mark
  readonly x: number
  readonly y: number
}

/** Something that lasts: an output that is on, a Miniserver that restarts. `to` is absent where its end was not seen. */
export interface Bar {
  readonly kind: 'on' | 'restart'
  readonly from: PlacedMark
  readonly toX: number
}

export const ROW_HEIGHT = 40
export const AXIS_HEIGHT = 46

const PADDING = 20
const COLUMN = 36
const BESIDE = 24
const WIDTHS = { action: 64, time: 92, expectation: 34 } as const

export function layoutOf(play: Play): Layout {
  const rows = rowsOf(play)
  const yOf = new Map(rows.map(({ key, y }) => [key, y]))
  const scenes: PlacedScene[] = []
  const marks: PlacedMark[] = []
  let x = PADDING
  for (const [index, scene] of play.scenes.entries()) {
    const end = placeMarks(scene, x, yOf, marks)
    const width = Math.max(WIDTHS[scene.step.kind], end - x + COLUMN / 2)
    scenes.push({ scene, x, width, ...passingOf(scene, play.scenes[index + 1]) })
    x += width
  }
  const height = AXIS_HEIGHT + rows.length * ROW_HEIGHT
  return { width: x + PADDING, height, rows, scenes, marks, bars: barsOf(marks, x) }
}

/** The scenario, then each site with those of its devices that something happened at. */
function rowsOf({ run, marks }: Play): Row[] {
  const busy = new Set([...marks.values()].map(({ face }) => face.row))
  const keys: Omit<Row, 'y'>[] = [
    { key: 'scenario', label: 'Scenario', kind: 'scenario' },
    ...run.sites.flatMap((site) => siteRows(site, busy)),
  ]
  return keys.map((row, index) => ({ ...row, y: AXIS_HEIGHT + index * ROW_HEIGHT + ROW_HEIGHT / 2 }))
}

function siteRows({ site, name, devices }: TraceSite, busy: ReadonlySet<string>): Omit<Row, 'y'>[] {
  const shown = devices.filter(({ device }) => busy.has(`${site}/${device}`))
  return [
    { key: site, label: name, kind: 'site' },
    ...shown.map(({ device }) => ({ key: `${site}/${device}`, label: device, kind: 'device' }) as const),
  ]
}

/** Marks of one instant stand in one column, on each row side by side. Returns where the last one ends. */
function placeMarks(scene: Scene, sceneX: number, yOf: ReadonlyMap<string, number>, placed: PlacedMark[]): number {
  let columnMs = scene.step.atMs
  let x = sceneX + (scene.marks.length === 0 ? 0 : COLUMN / 2)
  let end = x
  let inColumn = new Map<string, number>()
  for (const mark of scene.marks) {
    const isNew = mark.atMs > columnMs || inColumn.size === 0
    if (isNew) {
      x = end + gapOf(mark.atMs - columnMs)
      columnMs = mark.atMs
      inColumn = new Map()
    }
    const before = inColumn.get(mark.face.row) ?? 0
    inColumn.set(mark.face.row, before + 1)
    const at = x + before * BESIDE
    placed.push({ mark, x: at, y: yOf.get(mark.face.row) ?? 0 })
    end = Math.max(end, at)
  }
  return end + (scene.marks.length === 0 ? 0 : COLUMN / 2)
}

/** Longer times are wider, but never in proportion: a night is not a thousand times a heartbeat. */
function gapOf(durationMs: number): number {
  return durationMs <= 0 ? 0 : COLUMN - 6 + Math.min(8 * Math.log10(1 + durationMs), COLUMN)
}

function passingOf({ step }: Scene, next: Scene | undefined): { passing?: string } {
  if (step.kind !== 'time' || next === undefined) return {}
  return { passing: durationInWords(next.step.atMs - step.atMs) }
}

const ENDS = { on: 'off', restart: 'up' } as const

function barsOf(marks: readonly PlacedMark[], endX: number): Bar[] {
  return marks.flatMap((from, index): Bar[] => {
    const { glyph, row } = from.mark.face
    if (glyph !== 'on' && glyph !== 'restart') return []
    const name = from.mark.message.name
    const to = marks
      .slice(index + 1)
      .find(({ mark }) => mark.face.row === row && mark.message.name === name && isEnd(mark, glyph))
    return [{ kind: glyph, from, toX: to?.x ?? endX }]
  })
}

/** Switched on anew, one bar ends and the next begins. */
function isEnd({ face }: Mark, begun: keyof typeof ENDS): boolean {
  return face.glyph === ENDS[begun] || face.glyph === begun
}
