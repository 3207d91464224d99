'use strict';

// What iisnode loads: its interceptor.js ends in require(), the service is an ES module. This file lies beside dist.
// Relative settings, the data folder first of all, start at the current folder, which iisnode sets to this one.
import('./dist/main.js').catch((error) => {
  console.error(error);
  process.exit(1);
});
