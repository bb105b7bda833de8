import "../js/screen.js";
