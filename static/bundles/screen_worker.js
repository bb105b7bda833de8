import "../js/screen_worker.js";
