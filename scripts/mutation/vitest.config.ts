import { defineConfig } from 'vitest/config'

/** The tests that mutants are held against: the examples. What asks at random for long would make hours of it. */
export default defineConfig({
  test: {
    include: ['test/domain/access/**/*.test.ts'],
    exclude: ['test/domain/access/**/*properties.test.ts'],
    setupFiles: ['scripts/mutation/fixed-seed.ts'],
    isolate: false,
  },
})
