import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding, type Path } from '../../rig-file/finding.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { matcherOf } from '../expectations/index.ts'
import { checkNotes } from '../expectations/notes.ts'
import type { Reference } from '../step-word.ts'
import { checkApps } from './apps.ts'
import { checkSchedules } from './schedules.ts'
import type { CheckedStep } from './steps.ts'
import { isMap } from './worded.ts'

/** Whether there is in the rig what steps name, and in the steps before which key file. */
export function checkNames(steps: readonly CheckedStep[], rig: RigFile): Finding[] {
  const keyFiles = new Set<string>()
  const found = steps.flatMap(({ word, value, path }) => {
    const findings = lookUp(word.names, value, path, rig)
    const sought = value[word.word]
    if (word.kind === 'expectation' && isMap(sought))
      findings.push(...lookUp(matcherOf(sought).names, sought, [...path, word.word], rig))
    const made = value['make-key']
    if (typeof made === 'string') keyFiles.add(made)
    if (word.word === 'join' && !keyFiles.has(String(value.key)))
      findings.push(noKeyFile(String(value.key), path, keyFiles))
    return findings
  })
  return [...found, ...checkNotes(steps), ...checkApps(steps), ...checkSchedules(steps, rig)]
}

function lookUp(
  names: Readonly<Record<string, Reference>> | undefined,
  value: CheckedStep['value'],
  path: Path,
  rig: RigFile,
): Finding[] {
  return Object.entries(names ?? {}).flatMap(([key, reference]) => {
    const text = value[key]
    if (typeof text !== 'string') return []
    try {
      reference(rig, text, value)
      return []
    } catch (error) {
      if (!(error instanceof RigError)) throw error
      return [
        atValue([...path, key], error.code === 'NOT_FOUND' ? 'NOT_FOUND' : 'INVALID_VALUE', sentence(error.message)),
      ]
    }
  })
}

function noKeyFile(key: string, path: Path, made: ReadonlySet<string>): Finding {
  const message = `No step before this makes a key file ${key}.${didYouMean(key, made)}`
  return atValue([...path, 'key'], 'NOT_FOUND', message)
}

/** An address at its beginning stays as it is typed. */
export function sentence(message: string): string {
  const begun = /^[a-z]+ /.test(message) ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : message
  return /[.?!]$/.test(begun) ? begun : `${begun}.`
}
