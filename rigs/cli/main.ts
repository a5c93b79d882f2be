#!/usr/bin/env node
import { versionFault } from './node-version.ts'

// Nothing else is loaded before: an old Node cannot even read it.
const fault = versionFault(process.versions.node)
if (fault === undefined) {
  void import('./cli.ts').then(({ runInThisProcess }) => runInThisProcess())
} else {
  process.stderr.write(`NODE_TOO_OLD: ${fault}\n`)
  process.exitCode = 2
}
