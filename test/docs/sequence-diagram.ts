import type { ScenarioStep } from '../../rigs/scenario/scenario.ts'
import type { Told } from './told-run.ts'

/** Two Miniservers of a diagram, left and right, by site; people stand at the very left. */
export interface Sides {
  readonly left: { readonly site: string; readonly serial: string; readonly name: string }
  readonly right: Sides['left']
}

interface Line {
  readonly wallMs: number
  readonly text: string
}

/** What happened as a sequence diagram of Mermaid: who said what to whom, in order. The same several times in a row is one line. */
export function sequenceDiagram(told: readonly Told[], sides: Sides): string {
  const all = told.flatMap((one) => linesOf(one, sides).map((text): Line => ({ wallMs: one.wallMs, text })))
  const lines: { line: Line; times: number }[] = []
  for (const line of all) {
    const last = lines.at(-1)
    if (last?.line.text === line.text) last.times++
    else lines.push({ line, times: 1 })
  }
  const shown = lines.map(({ line, times }) => `  ${stamped(line)}${times === 1 ? '' : ` (${times} times)`}`)
  const { left, right } = sides
  const head = ['sequenceDiagram', '  actor P as People', ...[left, right].map(({ name }) => `  participant ${name}`)]
  return [...head, ...shown].join('\n')
}

/** With the time of day behind the arrow, as the clocks of the run show it. */
function stamped({ wallMs, text }: Line): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Europe/Vienna' }).format(wallMs)
  return text.replace(': ', `: ${time} `)
}

function linesOf(one: Told, sides: Sides): string[] {
  switch (one.type) {
    case 'trust':
      return trustLine(one, sides)
    case 'step':
      return stepLines(one.step, sides)
    case 'refused':
      return [`${nameAt(siteOf(one.step), sides)}--xP: ${one.code}`]
    case 'bus':
      return busLines(one.message, sides)
  }
}

function trustLine(
  { from, to, said, isAnswer, lost }: Extract<Told, { type: 'trust' }>,
  { left, right }: Sides,
): string[] {
  const [sender, receiver] = [from, to].map((serial) => [left, right].find((side) => side.serial === serial)?.name)
  if (sender === undefined || receiver === undefined) return []
  return [`${sender}${isAnswer ? '-' : ''}${lost ? '-x' : '->>'}${receiver}: ${said}`]
}

/** What people do, and what becomes of the line. */
function stepLines(step: ScenarioStep, sides: Sides): string[] {
  const { left, right } = sides
  const { word, text } = step
  if (word.word === 'cut' || word.word === 'heal')
    return [`Note over ${left.name},${right.name}: ${word.word === 'cut' ? 'the line is cut' : 'the line is back'}`]
  if (word.kind !== 'action') return []
  const does = 'tap' in step.input ? `taps the ${String(step.input.tap)}` : text.replace(/ at \w+$/, '')
  return [`P->>${nameAt(siteOf(step), sides)}: ${does}`]
}

function busLines(message: Extract<Told, { type: 'bus' }>['message'], sides: Sides): string[] {
  const name = nameAt(message.site, sides)
  if (message.channel === 'notice') return [`Note over ${name}: ${message.name}`]
  if (message.channel !== 'decision') return []
  const { outcome, reason, user } = message.data
  const who = user === undefined ? 'nobody' : `${user.name}${user.origin === undefined ? '' : `@${user.origin.name}`}`
  return [`${name}-->>P: ${outcome === 'granted' ? `granted, ${who}` : `denied, ${who}, ${reason}`}`]
}

/** The site that a step is about. */
function siteOf({ input }: ScenarioStep): string {
  return String(input.site ?? input.reader).split('/')[0] ?? ''
}

function nameAt(site: string, { left, right }: Sides): string {
  return site === right.site ? right.name : left.name
}
