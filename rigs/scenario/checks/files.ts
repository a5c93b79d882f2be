import type { ReadFile } from '../../rig-file/files.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'
import { pathFrom } from '../path-from.ts'
import type { CheckedStep } from './steps.ts'

/** Whether the files that steps name can be read; what is in them shows when they are. `file`: where the steps are written. */
export function checkFiles(steps: readonly CheckedStep[], file: string, readFile: ReadFile): Finding[] {
  return steps.flatMap(({ word: { files = [] }, value, path }) =>
    files.flatMap((key) => {
      const written = value[key]
      const found = typeof written === 'string' ? readFile(pathFrom(file, written)) : undefined
      return found !== undefined && 'code' in found ? [atValue([...path, key], found.code, found.message)] : []
    }),
  )
}
