import { examineBroker } from './checks/broker.ts'
import { examineBrowser } from './checks/browser.ts'
import { examineDocker } from './checks/docker.ts'
import { examineLibreOffice } from './checks/libre-office.ts'
import { examineNode } from './checks/node.ts'
import { examinePackages } from './checks/packages.ts'
import { examinePcsc } from './checks/pcsc.ts'
import { examinePseudoTerminals } from './checks/pseudo-terminals.ts'
import { examineSerial } from './checks/serial.ts'
import { examineTimeZones } from './checks/time-zones.ts'
import { examineXmllint } from './checks/xmllint.ts'
import type { Examine, Part } from './part.ts'

const CHECKS: readonly Examine[] = [
  examineNode,
  examineTimeZones,
  examinePackages,
  examineBroker,
  examinePcsc,
  examineSerial,
  examinePseudoTerminals,
  examineDocker,
  examineBrowser,
  examineXmllint,
  examineLibreOffice,
]

/** Looks at every part of this machine, all at once, in the order in which they are shown. */
export async function examine(env: Readonly<NodeJS.ProcessEnv>): Promise<Part[]> {
  return Promise.all(CHECKS.map((check) => check(env)))
}

/** Whether the lab can run here. */
export function canRun(parts: readonly Part[]): boolean {
  return parts.every(({ isNeeded, state }) => !isNeeded || state !== 'missing')
}
