import { basename, extname, join } from 'node:path'
import { openReport, type Report } from '../evidence/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Setting } from './options.ts'

const NAME_LENGTH_MAX = 100

/** Opens the report of a test in a folder of its own, `FOLDER/doors.test/a-door-opens`, numbered where several are called the same. */
export function reportsIn({ lane, seed, report: folder }: Setting): (scenario: Scenario) => Promise<Report> {
  const taken = new Map<string, number>()
  return (scenario) => {
    if (folder === undefined) return openReport(scenario, { lane, seed })
    const name = join(plain(basename(scenario.path, extname(scenario.path))), plain(scenario.title))
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return openReport(scenario, { lane, seed, directory: join(folder, times === 1 ? name : `${name}-${times}`) })
  }
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, NAME_LENGTH_MAX)
}
