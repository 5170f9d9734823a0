import './activation.ts';
import './fixes.ts';
import './project-file.ts';
import './values.ts';
