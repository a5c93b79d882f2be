import { canonicalJson } from './canonical-json.ts'
import type { Follows, Story, StoryNode, StoryStep } from './story.ts'

/** Something that two stories tell differently. */
export interface Difference {
  /** `line 57, tap red-card at home/front-door › decision Front Door at home/front-door` */
  readonly where: string
  /** What is told: `reason`, `outcome`, `what follows`. */
  readonly what: string
  readonly left: string
  readonly right: string
}

/** Every difference, in the order of the story; none when they are the same story. */
export function compareStories(left: Story, right: Story): Difference[] {
  const count = Math.max(left.steps.length, right.steps.length)
  return Array.from({ length: count }, (_, index) => compareSteps(left.steps[index], right.steps[index])).flat()
}

/** `line 57, tap red-card … › decision Front Door …: reason is ALLOWED on virtual, OUTSIDE_SCHEDULE on live` */
export function printDifference({ where, what, left, right }: Difference, names: readonly [string, string]): string {
  return `${where}: ${what} is ${left} on ${names[0]}, ${right} on ${names[1]}`
}

const MISSING = 'missing'

function compareSteps(left: StoryStep | undefined, right: StoryStep | undefined): Difference[] {
  const { line, text } = left ?? right ?? { line: 0, text: '' }
  const where = `line ${line}, ${text}`
  if (left === undefined || right === undefined)
    return [
      {
        where,
        what: 'the step',
        left: left === undefined ? MISSING : 'there',
        right: right === undefined ? MISSING : 'there',
      },
    ]
  return [...compareValues(where, ownOf(left), ownOf(right)), ...compareFollows(where, left.follows, right.follows)]
}

function ownOf({ line, text, outcome, code }: StoryStep): Record<string, unknown> {
  return { line, text, outcome, ...(code !== undefined && { code }) }
}

function compareFollows(where: string, left: Follows, right: Follows): Difference[] {
  const devices = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()
  return devices.flatMap((device) => {
    const [leftHere = [], rightHere = []] = [left[device], right[device]]
    const count = Math.max(leftHere.length, rightHere.length)
    return Array.from({ length: count }, (_, index) =>
      compareNodes(where, device, leftHere[index], rightHere[index]),
    ).flat()
  })
}

function compareNodes(
  above: string,
  device: string,
  left: StoryNode | undefined,
  right: StoryNode | undefined,
): Difference[] {
  if (left === undefined || right === undefined || titleOf(left) !== titleOf(right))
    return [{ where: above, what: `what happens at ${device}`, left: shown(left), right: shown(right) }]
  const where = `${above} › ${titleOf(left)} at ${device}`
  return [...compareValues(where, left.told, right.told), ...compareFollows(where, left.follows, right.follows)]
}

function titleOf({ kind, name }: StoryNode): string {
  return `${kind} ${name}`
}

function shown(node: StoryNode | undefined): string {
  if (node === undefined) return MISSING
  const [value] = Object.values(node.told)
  return value === undefined || typeof value === 'object' ? titleOf(node) : `${titleOf(node)} ${value}`
}

function compareValues(
  where: string,
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): Difference[] {
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap((what) => {
    const [leftText, rightText] = [textOf(left[what]), textOf(right[what])]
    return leftText === rightText ? [] : [{ where, what, left: leftText, right: rightText }]
  })
}

function textOf(value: unknown): string {
  if (value === undefined) return MISSING
  return typeof value === 'string' ? value : canonicalJson(value)
}
