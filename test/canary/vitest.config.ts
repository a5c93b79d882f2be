import { defineConfig } from 'vitest/config'

/** Apart from the suites, so that `npx vitest` stays green: only the runner wants to see this test fail. */
export default defineConfig({ test: { include: ['test/canary/*.test.ts'] } })
