import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding, type Path } from '../../rig-file/finding.ts'
import { nameOfApp } from '../apps.ts'
import type { CheckedStep } from './steps.ts'
import { isMap } from './worded.ts'

/** Keys whose values name an App that logged in. */
const NAMING = ['log-out', 'session', 'switch', 'in']

/** Words that begin an App, whose name is `as` or else the value of the word. */
const BEGINNING: readonly string[] = ['log-in', 'switch']

/** Whether Apps that steps name were logged in by a step before them. */
export function checkApps(steps: readonly CheckedStep[]): Finding[] {
  const known = new Set<string>()
  return steps.flatMap(({ word, value, path }) => {
    const sought = value[word.word]
    const findings = [
      ...unknown(value, path, known),
      ...(isMap(sought) ? unknown(sought, [...path, word.word], known) : []),
    ]
    if (BEGINNING.includes(word.word)) known.add(nameOfApp(String(value.as ?? value[word.word])))
    return findings
  })
}

function unknown(value: Readonly<Record<string, unknown>>, path: Path, known: ReadonlySet<string>): Finding[] {
  return NAMING.flatMap((key) => {
    const name = value[key]
    if (typeof name !== 'string' || known.has(nameOfApp(name))) return []
    const message = `No step before this logs in as ${name}.${didYouMean(name, known)}`
    return [atValue([...path, key], 'NOT_FOUND', message)]
  })
}
