// Loaded before a program: its clock begins at SIMULATED_NOW. Timers go on as ever.
const real = Date;
const ahead = real.parse(process.env['SIMULATED_NOW'] ?? '') - real.now();
globalThis.Date = class extends real {
  constructor(...args) {
    if (args.length === 0) super(real.now() + ahead);
    else super(...args);
  }
  static now() {
    return real.now() + ahead;
  }
};
