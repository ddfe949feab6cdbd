-- What was counted stays true: there is nothing to take back.
SELECT 1;
