import { dirname, isAbsolute, join } from 'node:path'

/** A path as it is written in a file, from where that file is. */
export function pathFrom(file: string, written: string): string {
  return isAbsolute(written) ? written : join(dirname(file), written)
}
