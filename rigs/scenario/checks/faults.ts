import { RigError, type RigErrorCode } from '../../../sim/domain/errors.ts'
import { FaultBook } from '../../fault-book.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { FaultWord } from '../steps/world/fault-word.ts'
import { WORLD_WORDS } from '../steps/world/index.ts'
import { sentence } from './names.ts'
import type { CheckedStep } from './steps.ts'

/**
 * Whether what the world is told to do can be done when its step comes: nothing is paused twice, healed whole, restored from
 * nowhere. Steps that have to be refused are left to the run. What comes after a step that is itself wrong is not judged.
 */
export function checkFaults(steps: readonly CheckedStep[], rig: RigFile): Finding[] {
  const book = new FaultBook()
  const findings: Finding[] = []
  for (const { word, value, path } of withoutGap(steps)) {
    const act = ACTS.get(word.word)
    if (act === undefined || value.refused !== undefined) continue
    if (!areKnown(word.names ?? {}, value, rig)) return findings
    try {
      act(book, rig, value)
    } catch (error) {
      if (!(error instanceof RigError)) throw error
      findings.push(atValue([...path, word.word], CODES[error.code] ?? 'INVALID_VALUE', sentence(error.message)))
    }
  }
  return findings
}

const ACTS: ReadonlyMap<string, FaultWord['act']> = new Map(
  WORLD_WORDS.map(({ word, act }) => [word, act as FaultWord['act']]),
)

const CODES: Partial<Record<RigErrorCode, Finding['code']>> = { NOT_FOUND: 'NOT_FOUND', NAME_TAKEN: 'NAME_TAKEN' }

/** Up to the first step that is left out, because something is wrong with its shape. */
function withoutGap(steps: readonly CheckedStep[]): readonly CheckedStep[] {
  const gap = steps.findIndex(({ path }, index) => indexOf(path) > indexOf(steps[index - 1]?.path ?? []) + 1)
  return gap < 0 ? steps : steps.slice(0, gap)
}

/** Steps of the file that this one starts from come before its first. */
function indexOf(path: CheckedStep['path']): number {
  const [, index] = path
  return typeof index === 'number' ? index : -1
}

/** Names that nobody has are found where names are looked up. */
function areKnown(
  names: NonNullable<CheckedStep['word']['names']>,
  value: CheckedStep['value'],
  rig: RigFile,
): boolean {
  return Object.entries(names).every(([key, reference]) => {
    const text = value[key]
    if (typeof text !== 'string') return true
    try {
      reference(rig, text, value)
      return true
    } catch (error) {
      if (error instanceof RigError) return false
      throw error
    }
  })
}
